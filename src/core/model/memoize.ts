/** A function that computes its value once for each argument, and keeps it as long as the argument lives. */
export function memoize<Key extends WeakKey, Value>(
  compute: (key: Key) => Value & {},
): (key: Key) => Value {
  const values = new WeakMap<Key, Value>();
  return (key) => {
    const known = values.get(key);
    if (known !== undefined) return known;
    const value = compute(key);
    values.set(key, value);
    return value;
  };
}

/**
 * The same for values that take much memory: those computed last are kept, as far as the sizes of their arguments are
 * at most `most` together.
 */
export function memoizeLatest<Key, Value>(
  compute: (key: Key) => Value & {},
  sizeOf: (key: Key) => number,
  most: number,
): (key: Key) => Value {
  const values = new Map<Key, Value & {}>();
  let size = 0;
  return (key) => {
    const value = values.get(key) ?? compute(key);
    if (!values.delete(key)) size += sizeOf(key);
    values.set(key, value);
    for (const oldest of values.keys()) {
      if (size <= most) break;
      values.delete(oldest);
      size -= sizeOf(oldest);
    }
    return value;
  };
}
