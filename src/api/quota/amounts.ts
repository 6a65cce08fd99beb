/** Lists of resources and their amounts, as quotas reckon with them. Models apiserver/pkg/quota/v1 resources.go. */

import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  quantityOf,
  subtractQuantities,
  type Quantity,
} from '../quantity.ts';

/** Amounts by resource name. */
export type Amounts = ReadonlyMap<string, Quantity>;

export type ResourceList = Readonly<Record<string, string>>;

export function amountsOf(list: ResourceList | undefined): Amounts {
  return new Map(Object.entries(list ?? {}).map(([name, text]) => [name, quantityOf(text)]));
}

/** As a stored list, names in byte order. */
export function toResourceList(amounts: Amounts): ResourceList {
  const names = [...amounts.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, formatQuantity(amounts.get(name)!)]));
}

/** The sum; a name that is in only one of them is taken over. */
export function addAmounts(a: Amounts, b: Amounts): Amounts {
  const sum = new Map(a);
  for (const [name, amount] of b) {
    const before = sum.get(name);
    sum.set(name, before ? addQuantities(before, amount) : amount);
  }
  return sum;
}

/** What `a` has more than `b`, never less than nothing. Models SubtractWithNonNegativeResult. */
export function increaseOf(a: Amounts, b: Amounts): Amounts {
  return new Map(
    [...a].map(([name, amount]) => {
      const before = b.get(name);
      if (!before) return [name, amount];
      const rest = subtractQuantities(amount, before);
      return [name, rest.nano < 0n ? { ...rest, nano: 0n } : rest];
    }),
  );
}

/** Only these names. */
export function onlyAmounts(amounts: Amounts, names: Iterable<string>): Amounts {
  const wanted = new Set(names);
  return new Map([...amounts].filter(([name]) => wanted.has(name)));
}

export function withoutZeros(amounts: Amounts): Amounts {
  return new Map([...amounts].filter(([, { nano }]) => nano !== 0n));
}

/** Names whose amount is above its limit. */
export function exceededNames(amounts: Amounts, limits: Amounts): readonly string[] {
  return [...limits].flatMap(([name, limit]) => {
    const amount = amounts.get(name);
    return amount && compareQuantities(amount, limit) > 0 ? [name] : [];
  });
}

export function sameAmounts(a: Amounts, b: Amounts): boolean {
  return a.size === b.size && [...a].every(([name, { nano }]) => b.get(name)?.nano === nano);
}

/** `pods=1,requests.cpu=1`, names in byte order. Models prettyPrint. */
export function amountsText(amounts: Amounts): string {
  return Object.entries(toResourceList(amounts))
    .map(([name, text]) => `${name}=${text}`)
    .join(',');
}
