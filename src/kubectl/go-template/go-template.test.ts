import { describe, expect, it } from 'vitest';
import { executeGoTemplate } from './execute.ts';
import { parseGoTemplate } from './parse.ts';

const data = {
  metadata: { name: 'web', labels: { app: 'web', tier: 'db' } },
  spec: { replicas: 3, big: 1500000, containers: [{ name: 'nginx' }, { name: 'sidecar' }] },
  status: { ready: true, none: null },
  data: { password: 'c2VjcmV0' },
};

function print(template: string, allowMissingKeys = true): string {
  return executeGoTemplate(parseGoTemplate(template, 'output'), data, { allowMissingKeys });
}

describe('go-template', () => {
  it('lets templates come to an end that would go on for hours', () => {
    const nested = (depth: number): string =>
      `${'{{range $.spec.containers}}'.repeat(depth)}x${'{{end}}'.repeat(depth)}`;
    expect(print(nested(10))).toBe('x'.repeat(1024));
    expect(() => print(nested(60))).toThrow(/more than 200000 steps/);
    expect(() => print('{{define "a"}}{{template "a" .}}{{end}}{{template "a" .}}')).toThrow(/maximum template depth/);
    expect(() => print('{{range 1000000000}}x{{end}}')).toThrow(/more than 200000 steps/);
    expect(print('{{printf "%1000000000d" 1}}')).toBe('%!(BADWIDTH)1');
    expect(print('{{printf "%.200f" 0.5}}')).toMatch(/^0\.50+$/);
  });

  it.each([
    ['{{.metadata.name}} has {{.spec.replicas}}{{"\\n"}}', 'web has 3\n'],
    ['{{.spec.big}}', '1.5e+06'],
    ['{{range .spec.containers}}{{.name}},{{end}}', 'nginx,sidecar,'],
    ['{{range $i, $c := .spec.containers}}{{$i}}={{$c.name}};{{end}}', '0=nginx;1=sidecar;'],
    ['{{range $k, $v := .metadata.labels}}{{$k}}:{{$v}} {{end}}', 'app:web tier:db '],
    ['{{range .spec.nope}}x{{else}}none{{end}}', 'none'],
    ['{{if and .status.ready (eq .metadata.name "web")}}yes{{else}}no{{end}}', 'yes'],
    ['{{if .nope}}a{{else if .status.ready}}b{{end}}', 'b'],
    ['{{with .metadata}}{{.name}}{{end}}', 'web'],
    ['{{$n := .metadata.name}}{{range .spec.containers}}{{$n}}/{{.name}} {{end}}', 'web/nginx web/sidecar '],
    ['{{range $i, $c := .spec.containers}}{{if $i}}, {{end}}{{.name}}{{end}}', 'nginx, sidecar'],
    ['a {{- /* gone */ -}} b', 'ab'],
    ['x {{- .metadata.name -}} y', 'xweby'],
    [
      '{{printf "%-6s|%5.1f|%d|%v" .metadata.name .spec.replicas 7 .metadata.labels}}',
      'web   |  3.0|7|map[app:web tier:db]',
    ],
    ['{{printf "%d" .spec.replicas}}', '%!d(float64=3)'],
    ['{{index .metadata.labels "app"}}{{(index .spec.containers 1).name}}', 'websidecar'],
    ['{{len .spec.containers}}', '2'],
    ['{{.data.password | base64decode}}', 'secret'],
    ['{{.nope}}{{.status.none}}', '<no value><no value>'],
    ['{{define "t"}}[{{.name}}]{{end}}{{range .spec.containers}}{{template "t" .}}{{end}}', '[nginx][sidecar]'],
    ['{{range .spec.containers}}{{if eq .name "sidecar"}}{{continue}}{{end}}{{.name}}{{end}}', 'nginx'],
    ['{{.metadata.nope.deeper}}', '<no value>'],
    ['{{println "a" 1}}{{print 1 2}}', 'a 1\n1 2'],
  ])('%s', (template, text) => {
    expect(print(template)).toBe(text);
  });

  it.each([
    ['{{if eq .spec.replicas 3}}x{{end}}', 'error calling eq: incompatible types for comparison'],
    ['{{.metadata.name.x}}', "can't evaluate field x in type interface {}"],
    ['{{foo}}', 'template: output:1: function "foo" not defined'],
    ['{{.a', 'unclosed action'],
    ['{{range .a}}', 'unexpected EOF'],
    ['{{end}}', 'unexpected {{end}}'],
    ['{{$x}}', 'undefined variable "$x"'],
  ])('%s fails', (template, message) => {
    expect(() => print(template)).toThrow(message);
  });

  it('refuses missing keys when asked to', () => {
    expect(() => print('{{.nope}}', false)).toThrow('map has no entry for key "nope"');
  });
});
