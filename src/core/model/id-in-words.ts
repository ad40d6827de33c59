const initials = new Set([
  'ai',
  'ceo',
  'cfo',
  'cio',
  'ciso',
  'coo',
  'cpo',
  'cso',
  'cto',
  'dpa',
  'dpo',
  'hr',
  'it',
  'qa',
  'sre',
  'vp',
]);

/** A role, type, kind or category as a reader would say it: "CTO", "Engineering lead". */
export function idInWords(id: string): string {
  const words = id.split('-').map((word) => (initials.has(word) ? word.toUpperCase() : word));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
