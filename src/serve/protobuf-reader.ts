/** The wire format of protobuf: tagged fields of numbers and bytes, as far as the messages of Kubernetes use it. */

/** A message that ends too early or has fields of a kind that Kubernetes does not use. */
export class ProtobufError extends Error {}

export type WireValue = bigint | Uint8Array;

const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** The values of a message by field number, each in the order in which it came. */
export function readMessage(bytes: Uint8Array): ReadonlyMap<number, readonly WireValue[]> {
  const fields = new Map<number, WireValue[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new ProtobufError('unexpected EOF');
  };
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new ProtobufError('unexpected EOF');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = varint();
    const value = ((): WireValue => {
      switch (Number(tag & 7n)) {
        case wireTypes.varint:
          return varint();
        case wireTypes.fixed64:
          return take(8);
        case wireTypes.bytes:
          return take(Number(varint()));
        case wireTypes.fixed32:
          return take(4);
        default:
          throw new ProtobufError(`proto: illegal wireType ${tag & 7n}`);
      }
    })();
    const number = Number(tag >> 3n);
    const values = fields.get(number);
    if (values) values.push(value);
    else fields.set(number, [value]);
  }
  return fields;
}
