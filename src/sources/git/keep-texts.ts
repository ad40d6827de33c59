/** Makes texts that stand alone out of such as are parts of a larger one, which would stay in memory as a whole. */
export interface TextKeeper {
  /** The one copy of a text that comes again and again, such as a name, a path or an id. */
  readonly once: (text: string) => string;
  readonly copy: (text: string) => string;
}

export function createTextKeeper(): TextKeeper {
  const known = new Map<string, string>();
  // A joined string is laid out anew when a part of it is taken; a plain slice would go on pointing into the whole.
  const copy = (text: string) => ` ${text}`.slice(1);
  return {
    copy,
    once(text) {
      const found = known.get(text);
      if (found !== undefined) return found;
      const kept = copy(text);
      known.set(kept, kept);
      return kept;
    },
  };
}
