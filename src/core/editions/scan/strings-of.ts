/** Every text in a piece of plain data, the names of its fields aside. */
export function* stringsOf(value: unknown): Iterable<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const one of value) yield* stringsOf(one);
  else if (typeof value === 'object' && value !== null) yield* stringsOf(Object.values(value));
}
