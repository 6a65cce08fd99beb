/** Seeded random numbers whose whole state is one 32-bit number (mulberry32), so that it can be part of plain state. */

/** A source of random numbers that can be saved and restored as a number. */
export interface Random {
  /** The state: assign it to continue from another point. */
  state: number;
  /** A float in [0, 1). */
  next(): number;
  /** An integer in [min, max], both inclusive. */
  integer(min: number, max: number): number;
}

/** A generator that starts at `seed` (any number; only its low 32 bits count). */
export function createRandom(seed: number): Random {
  const random: Random = {
    state: seed >>> 0,
    next() {
      random.state = (random.state + 0x6d2b79f5) >>> 0;
      let t = random.state;
      t = Math.imul(t ^ (t >>> 15), t | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    },
    integer(min, max) {
      return min + Math.floor(random.next() * (max - min + 1));
    },
  };
  return random;
}

const alphanums = 'bcdfghjklmnpqrstvwxz2456789';

/** A suffix of `length` characters as generated names carry. Models apimachinery/pkg/util/rand String. */
export function randomSuffix(random: Random, length: number): string {
  let suffix = '';
  for (let i = 0; i < length; i++) suffix += alphanums[random.integer(0, alphanums.length - 1)];
  return suffix;
}

/** A version 4 UUID from the given generator. */
export function randomUuid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.integer(0, 15));
  hex[12] = 4;
  hex[16] = 8 + (hex[16]! & 3);
  const text = hex.map((digit) => digit.toString(16)).join('');
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}
