import { describe, expect, it } from 'vitest';
import { isUnfinished } from './unfinished.ts';

describe('whether a shell asks for more', () => {
  it.each([
    `echo 'a`,
    `echo "a`,
    'a \\',
    'for i in 0 1',
    'for i in 0 1; do',
    'for i in 0 1\ndo\n  echo $i',
    'while true; do if x; then y; fi;',
    'if true; then echo a; else',
    'case $x in\n a) echo;;',
    'f() {',
    '{ echo a;',
    '(echo a',
    'echo $(date',
    'echo "$(date',
    'kubectl get pods |',
    'true &&',
    'false || ',
    'cat <<EOF',
    'cat <<EOF\nfor',
    "cat <<'END' | wc\nEND x",
    '[[ a == b ]] && for i in 1',
  ])('does for %j', (text) => {
    expect(isUnfinished(text)).toBe(true);
  });

  it.each([
    '',
    `echo 'a'`,
    `echo "it's"`,
    `a \\'`,
    'kubectl get pods',
    'echo for if while do { (x)',
    'for i in 0 1; do echo $i; done',
    'while true; do if x; then y; fi; done',
    'case $x in a) echo;; (b|c) x;; esac',
    'f() { echo a; }; f',
    'echo $(for i in 1 2; do echo $i; done) for',
    'echo $((1 << 2)) # for',
    'sleep 1 &',
    'cat <<EOF\nfor if "\nEOF',
    'cat <<-EOF\n\tx\n\tEOF\necho y',
    'grep a <<< b',
    `kubectl get pod --template '{{range .items}}{{"x"}}{{end}}'`,
    'kubectl get pod zk-0 --template {{.spec.nodeName}}; echo ""',
    ')',
    ')(',
    'done',
  ])('does not for %j', (text) => {
    expect(isUnfinished(text)).toBe(false);
  });
});
