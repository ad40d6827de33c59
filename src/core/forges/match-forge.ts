import type { Forge } from './forge.ts';
import { forges } from './index.ts';

/** The groups of the first forge that has a form which fits the text. */
export function matchForge(
  form: keyof Forge['merges'],
  text: string,
): Readonly<Record<string, string | undefined>> | undefined {
  for (const { merges } of forges) {
    const found = merges[form]?.exec(text);
    if (found) return found.groups ?? {};
  }
  return undefined;
}

/** Whether an address is a forge's own: it is of the person who pressed the button, whom it hides. */
export function isForgeAddress(email: string): boolean {
  const address = email.trim().toLowerCase();
  return forges.some(({ people }) => people.committer.email === address);
}

/** The account whose address from its forge this is. */
export function accountOf(email: string): { forge: string; login: string } | undefined {
  for (const { id, people } of forges) {
    const login = people.address.exec(email)?.groups?.['login'];
    if (login !== undefined) return { forge: id, login };
  }
  return undefined;
}

const footers = forges.flatMap(({ merges: { footer } }) =>
  footer ? [new RegExp(footer, 'im')] : [],
);

/** Whether any line of a message may be one that a forge puts below it. */
export function mentionsForge(message: string): boolean {
  return footers.some((footer) => footer.test(message));
}
