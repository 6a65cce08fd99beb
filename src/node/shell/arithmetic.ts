/** `$(( … ))`: integer arithmetic over shell variables. */

const tokenAt =
  /^\s*(\d+|0[xX][0-9a-fA-F]+|[A-Za-z_][A-Za-z0-9_]*|\*\*|<<|>>|<=|>=|==|!=|&&|\|\||\+\+|--|[-+*/%]=|[-+*/%<>=!~()&|^?:,])/;

/** The value of an expression; names are looked up as variables (missing ones are 0). Anything unreadable is 0. */
export function evaluateArithmetic(
  text: string,
  lookup: (name: string) => string | undefined,
  assign: (name: string, value: string) => void,
): number {
  const tokens: string[] = [];
  for (let rest = text; rest.trim() !== '';) {
    const match = tokenAt.exec(rest);
    if (!match) return 0;
    tokens.push(match[1]!);
    rest = rest.slice(match[0].length);
  }
  let at = 0;
  const peek = (): string | undefined => tokens[at];
  const take = (): string | undefined => tokens[at++];
  const valueOf = (name: string): number => Math.trunc(Number(lookup(name) ?? 0)) || 0;

  const primary = (): number => {
    const token = take();
    if (token === undefined) return 0;
    if (token === '(') {
      const inner = binary(0);
      take();
      return inner;
    }
    if (token === '-') return -primary();
    if (token === '+') return primary();
    if (token === '!') return primary() === 0 ? 1 : 0;
    if (token === '~') return ~primary();
    if (/^\d/.test(token)) return Number(token);
    if (!/^[A-Za-z_]/.test(token)) return 0;
    const next = peek();
    if (next === '++' || next === '--') {
      take();
      const before = valueOf(token);
      assign(token, String(before + (next === '++' ? 1 : -1)));
      return before;
    }
    if (next === '=' || /^[-+*/%]=$/.test(next ?? '')) {
      take();
      const right = binary(0);
      const result = next === '=' ? right : apply(next![0]!, valueOf(token), right);
      assign(token, String(result));
      return result;
    }
    return valueOf(token);
  };

  const binary = (minimum: number): number => {
    let left = primary();
    for (let operator = peek(); operator !== undefined; operator = peek()) {
      const strength = strengths[operator];
      if (strength === undefined || strength < minimum) break;
      take();
      left = apply(operator, left, binary(strength + 1));
    }
    return left;
  };

  return Math.trunc(binary(0)) || 0;
}

const strengths: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
  '**': 11,
};

function apply(operator: string, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? 0 : Math.trunc(a / b);
    case '%':
      return b === 0 ? 0 : a % b;
    case '**':
      return a ** b;
    case '<<':
      return a << b;
    case '>>':
      return a >> b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '&&':
      return a !== 0 && b !== 0 ? 1 : 0;
    case '||':
      return a !== 0 || b !== 0 ? 1 : 0;
    default:
      return compare(operator, a, b) ? 1 : 0;
  }
}

function compare(operator: string, a: number, b: number): boolean {
  if (operator === '==') return a === b;
  if (operator === '!=') return a !== b;
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}
