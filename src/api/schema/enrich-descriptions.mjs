/**
 * Gives descriptions.json back what the models of @kubernetes/client-node lose: line breaks, the texts of fields whose
 * type is another object, and the values of enumerations (also written to enums.json). Run it after generate.mjs.
 *
 * Usage: npm i --ignore-scripts kubernetes-models@5.1.0 in a scratch folder (declarations generated upstream from the
 *   OpenAPI document, Apache-2.0), then
 *   node src/api/schema/enrich-descriptions.mjs <scratch>/node_modules
 *
 * Where both sources differ in words, the text of generate.mjs (the newer document) stays.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = process.argv[2];
if (!modules) throw new Error('usage: node enrich-descriptions.mjs <node_modules with kubernetes-models>');
const here = dirname(fileURLToPath(import.meta.url));
const { structure, goNames } = await import(join(here, 'structure.ts'));
const descriptions = JSON.parse(readFileSync(join(here, 'descriptions.json'), 'utf8'));

function declarations(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : declarations(path);
    return entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

const uncomment = (text) =>
  text
    .split('\n')
    .map((line) => line.replace(/^\s*\*( |$)/, ''))
    .join('\n')
    .replace(/\n@deprecated\b.*/, '')
    .trim()
    .replaceAll('\\*', '*')
    .replaceAll('*\\/', '*/');

/** The interface of a declaration file: its text, and the texts and literal values of its fields. */
function parse(path) {
  const text = readFileSync(path, 'utf8');
  const start = /(?:\/\*\*\n((?:(?!\*\/)[\s\S])*?)\n \*\/\n)?export interface I\w+[^{]*\{\n/.exec(text);
  if (!start) return undefined;
  const body = text.slice(start.index + start[0].length, text.indexOf('\n}\n', start.index));
  const fields = {};
  for (const [, comment, name, type] of body.matchAll(
    /(?:    \/\*\*\n((?:(?!\*\/)[\s\S])*?)\n     \*\/\n)?    "([^"]+)"\??: ([^\n]*)/g,
  )) {
    const values = [...type.matchAll(/"([^"]*)"/g)].map((match) => match[1]);
    const isEnum =
      values.length > 0 &&
      /^(Array<)?\(?("[^"]*"( \| )?)+\)?>?;?$/.test(type.replace(/;$/, '').replace(/\[\]$/, '')) &&
      comment !== undefined;
    fields[name] = { text: comment ? uncomment(comment) : '', values: isEnum ? values : [] };
  }
  return { text: start[1] ? uncomment(start[1]) : '', fields };
}

const byName = new Map();
for (const root of [join(modules, 'kubernetes-models'), join(modules, '@kubernetes-models/apimachinery')]) {
  for (const path of declarations(root)) {
    const name = path.slice(path.lastIndexOf('/') + 1, -'.d.ts'.length);
    if (/\/v\d+(alpha|beta)\d+\//.test(path)) continue;
    byName.set(name, [...(byName.get(name) ?? []), path]);
  }
}

const words = (text) => text.replace(/\s+/g, ' ').trim();
const withoutEnum = (text) => text.replace(/\n*Possible enum values:[\s\S]*$/, '');

const inlined = /^(IntOrString is a type|MicroTime is version of Time)/;

const enums = {};
let [kept, improved, added] = [0, 0, 0];
for (const [type, fields] of Object.entries(structure)) {
  for (const [field, text] of Object.entries(descriptions[type])) {
    descriptions[type][field] = text.replaceAll("\\'", "'").replaceAll('\\"', '"');
  }
  const candidates = (byName.get(goNames[type] ?? type) ?? []).map(parse).filter(Boolean);
  const score = (candidate) =>
    Object.keys(fields).filter(
      (field) =>
        candidate.fields[field] &&
        words(withoutEnum(candidate.fields[field].text)) === words(descriptions[type][field] ?? ''),
    ).length;
  const best = candidates.toSorted((a, b) => score(b) - score(a))[0];
  if (!best) continue;
  const merge = (field, text) => {
    const before = descriptions[type][field];
    if (!text) return;
    // client-node gives fields of this type the text of the type.
    if (before === undefined || inlined.test(before)) added++;
    else if (words(withoutEnum(text)) !== words(withoutEnum(before))) return void kept++;
    else if (text !== before) improved++;
    descriptions[type][field] = text;
  };
  merge('', best.text);
  for (const field of Object.keys(fields)) {
    const found = best.fields[field];
    if (!found) continue;
    merge(field, found.text);
    if (found.values.length > 1) (enums[type] ??= {})[field] = found.values;
  }
}
// Types that structure.ts writes as scalars.
const scalars = [
  'util/intstr/IntOrString',
  'apis/meta/v1/Time',
  'apis/meta/v1/MicroTime',
  'apis/meta/v1/FieldsV1',
  'runtime/RawExtension',
];
for (const scalar of scalars) {
  const text = readFileSync(join(modules, '@kubernetes-models/apimachinery', `${scalar}.d.ts`), 'utf8');
  const comment = /\/\*\*\n((?:(?!\*\/)[\s\S])*?)\n \*\/\n/.exec(text);
  descriptions[scalar.slice(scalar.lastIndexOf('/') + 1)] = { '': uncomment(comment[1]) };
}
descriptions.Quantity = {
  '': `Quantity is a fixed-point representation of a number. It provides convenient marshaling/unmarshaling in JSON and YAML, in addition to String() and AsInt64() accessors.

The serialization format is:

\`\`\` <quantity>        ::= <signedNumber><suffix>

	(Note that <suffix> may be empty, from the "" case in <decimalSI>.)

<digit>           ::= 0 | 1 | ... | 9 <digits>          ::= <digit> | <digit><digits> <number>          ::= <digits> | <digits>.<digits> | <digits>. | .<digits> <sign>            ::= "+" | "-" <signedNumber>    ::= <number> | <sign><number> <suffix>          ::= <binarySI> | <decimalExponent> | <decimalSI> <binarySI>        ::= Ki | Mi | Gi | Ti | Pi | Ei

	(International System of units; See: http://physics.nist.gov/cuu/Units/binary.html)

<decimalSI>       ::= m | "" | k | M | G | T | P | E

	(Note that 1024 = 1Ki but 1000 = 1k; I didn't choose the capitalization.)

<decimalExponent> ::= "e" <signedNumber> | "E" <signedNumber> \`\`\`

No matter which of the three exponent forms is used, no quantity may represent a number greater than 2^63-1 in magnitude, nor may it have more than 3 decimal places. Numbers larger or more precise will be capped or rounded up. (E.g.: 0.1m will rounded up to 1m.) This may be extended in the future if we require larger or smaller quantities.

When a Quantity is parsed from a string, it will remember the type of suffix it had, and will use the same type again when it is serialized.

Before serializing, Quantity will be put in "canonical form". This means that Exponent/suffix will be adjusted up or down (with a corresponding increase or decrease in Mantissa) such that:

- No precision is lost - No fractional digits will be emitted - The exponent (or suffix) is as large as possible.

The sign will be omitted unless the number is negative.

Examples:

- 1.5 will be serialized as "1500m" - 1.5Gi will be serialized as "1536Mi"

Note that the internal representation of a quantity will never be represented by a floating point number. That is the whole point of this exercise.

Non-canonical values will still parse as long as they are well formed, but will be re-emitted in their canonical form. (So always use canonical form, or don't diff.)

This format is intended to make it difficult to use these numbers without writing some sort of special handling code in the hopes that that will cause implementors to also use a fixed point implementation.`,
};

console.log(`${improved} texts improved, ${added} added, ${kept} differ and were kept`);
writeFileSync(join(here, 'descriptions.json'), `${JSON.stringify(descriptions, null, 1)}\n`);
writeFileSync(join(here, 'enums.json'), `${JSON.stringify(enums, null, 1)}\n`);
