import { describe, expect, it } from 'vitest';
import { executeJsonPath } from './execute.ts';
import { parseJsonPath, relaxedJsonPath } from '../../api/jsonpath/parse.ts';

const pods = {
  kind: 'List',
  items: [
    {
      metadata: { name: 'web-0', labels: { app: 'web', 'a.b/c': 'x' } },
      status: { phase: 'Running', restarts: 0, conditions: [{ type: 'Ready', status: 'True' }] },
    },
    { metadata: { name: 'web-1', labels: { app: 'web' } }, status: { phase: 'Pending', restarts: 2, probe: null } },
  ],
};

function print(template: string, options = { allowMissingKeys: true }): string {
  return executeJsonPath(parseJsonPath(template), pods, options);
}

describe('jsonpath', () => {
  it('lets templates come to an end that would go on for hours', () => {
    expect(() => print('{..}'.repeat(60_000))).toThrow(/more than 500000 values/);
  });

  it.each([
    ['name: {.items[0].metadata.name}!', 'name: web-0!'],
    ['{.items[*].metadata.name}', 'web-0 web-1'],
    ['{.items[-1].metadata.name}', 'web-1'],
    ['{.items[0:1].metadata.name}', 'web-0'],
    ['{.items[0,1].status.phase}', 'Running Pending'],
    ["{.items[0]['metadata','kind'].name}", 'web-0'],
    ["{.items[0].metadata.labels.a\\.b/c}{.items[0].metadata.labels['a\\.b/c']}", 'xx'],
    ['{range .items[*]}{.metadata.name}={.status.phase}{"\\n"}{end}', 'web-0=Running\nweb-1=Pending\n'],
    ['{range .items[*]}{range .status.conditions[*]}{.type}{end};{end}', 'Ready;;'],
    ['{.items[?(@.status.phase=="Running")].metadata.name}', 'web-0'],
    ['{.items[?(@.status.restarts>1)].metadata.name}', 'web-1'],
    ['{.items[?(@.status.conditions)].metadata.name}', 'web-0'],
    ['{..name}', 'web-0 web-1'],
    ['{.items[0].metadata.labels}', '{"a.b/c":"x","app":"web"}'],
    ['{.items[1].status.probe}', '<nil>'],
    ['{$.kind}{@.kind}', 'ListList'],
    ['{.nope.deeper}', ''],
  ])('%s', (template, text) => {
    expect(print(template)).toBe(text);
  });

  it.each([
    ['{.items[5]}', 'array index out of bounds: index 5, length 2'],
    ['{.kind[0]}', 'string is not array or slice'],
    ['{end}', 'not in range, nothing to end'],
    ['{foo}', 'unrecognized identifier foo'],
    ['{.a', 'unclosed action'],
    ['{.items[0}', 'unterminated array'],
    ['{.items[x]}', 'invalid array index x'],
    ['{.a|.b}{|}', "unrecognized character in action: U+007C '|'"],
    ['{"a}', 'unterminated quoted string'],
    ['{.items[?(@.status.phase==1)]}', 'incompatible types for comparison'],
  ])('%s fails', (template, message) => {
    expect(() => print(template)).toThrow(message);
  });

  it('refuses missing keys when asked to', () => {
    expect(() => print('{.nope}', { allowMissingKeys: false })).toThrow('nope is not found');
  });

  it('prints JSON when asked to', () => {
    const template = parseJsonPath('{.items[*].metadata.name}');
    expect(executeJsonPath(template, pods, { asJson: true })).toBe('[\n    "web-0",\n    "web-1"\n]\n');
  });

  it('relaxes expressions', () => {
    for (const expression of ['a.b', '.a.b', '{a.b}', '{.a.b}']) expect(relaxedJsonPath(expression)).toBe('{.a.b}');
    expect(() => relaxedJsonPath('{.a}{.b}')).toThrow('unexpected path string');
  });
});
