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
