import { describe, expect, it } from 'vitest';
import { explainText } from './explain-text.ts';
import { loadSchema, typeName } from './schema.ts';
import { wordWrap } from './word-wrap.ts';

const schema = await loadSchema();

describe('explain', () => {
  it('wraps at words and keeps line breaks', () => {
    expect(wordWrap('one two three four', 9)).toBe('one two\nthree\nfour');
    expect(wordWrap('a\n  - b', 9)).toBe('a\n  - b');
    expect(wordWrap('see https://a-very-long-address now', 10)).toBe('see\nhttps://a-very-long-address\nnow');
  });

  it('names types as the OpenAPI document does', () => {
    expect(['int32', '[]Container', 'map[string]Quantity', 'Time', 'DiscoveryV1EndpointPort'].map(typeName)).toEqual([
      'integer',
      '[]Container',
      'map[string]Quantity',
      'string',
      'EndpointPort',
    ]);
  });

  it('explains a field with its own text and that of its type', () => {
    const text = explainText(schema, 'StatefulSet', ['spec', 'updateStrategy', 'rollingUpdate'], false)!;
    expect(text).toMatch(
      /^FIELD: rollingUpdate <RollingUpdateStatefulSetStrategy>\n\n\nDESCRIPTION:\n {4}RollingUpdate is/,
    );
    expect(text).toContain('RollingUpdateStatefulSetStrategy is used to communicate parameter for');
    expect(text).toMatch(/\nFIELDS:\n {2}maxUnavailable\t<IntOrString>\n {4}/);
    expect(text.endsWith('\n\n\n')).toBe(true);
  });

  it('walks through lists and lists fields of fields', () => {
    const text = explainText(schema, 'Pod', ['spec', 'containers', 'ports'], true)!;
    expect(text).toContain('FIELD: ports <[]ContainerPort>');
    expect(text).toContain('FIELDS:\n  containerPort\t<integer> -required-\n  hostIP\t<string>\n');
    expect(text).toContain('  protocol\t<string>\n  enum: SCTP, TCP, UDP\n');
  });

  it('does not know other fields', () => {
    expect(() => explainText(schema, 'Pod', ['spec', 'nope', 'more'], false)).toThrow('field "more" does not exist');
  });
});
