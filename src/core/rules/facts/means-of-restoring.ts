/** A means of restoring data or schema, with the words by which a rollback names it: all of them in one clause. */
interface Means {
  readonly name: string;
  readonly words: readonly RegExp[];
}

const part = /\b(?:tables?|columns?|fields?|ind(?:ex(?:es)?|ices)|views?|rows?|constraints?)\b/i;

const means: readonly Means[] = [
  {
    name: 'a script or a down migration',
    words: [
      /\b(?:scripts?|(?:down|rollback|undo|reverse|second)[- ]migrations?|migrat\w+ (?:down|back))\b|\.sql\b/i,
    ],
  },
  {
    name: 'a backup, a snapshot or a dump',
    words: [/\b(?:back-?ups?|snapshots?|dumps?|point[- ]in[- ]time)\b/i],
  },
  {
    name: 'a copy that is loaded again',
    words: [
      /\b(?:cop(?:y|ies|ied)|export(?:s|ed)?)\b/i,
      /\b(?:restor\w+|load\w*|import\w*|recover\w*|back|again)\b/i,
    ],
  },
  {
    name: 'a statement on the schema, such as "drop the index"',
    words: [
      /\b(?:drop|alter|re-?create|create|rename|truncate|empty|remove|delete|add|be (?:dropped|renamed|emptied|removed|deleted))\b/i,
      part,
    ],
  },
  {
    name: 'a former table or column that is still there to be read',
    words: [
      /\b(?:read|reads|write|writes|written|filled|switch)\b/i,
      part,
      /\b(?:again|back|still|both|former|old|earlier|previous)\b/i,
    ],
  },
  {
    name: 'an additive change that is left in place',
    words: [part, /\b(?:stays?|remains?|left|kept|unused|unread|harmless|only adds)\b/i],
  },
];

/** All of them in words, for those who have to name one. */
export const meansInWords = means.map(({ name }) => name).join('; ');

/** The means that a rollback names, or undefined for "revert", "roll back" and "redeploy" however they are phrased. */
export function findMeans(rollback: string): string | undefined {
  const clauses = rollback
    .split(clauseEnd)
    .filter((clause) => !denial.test(clause))
    .map((clause) => clause.replaceAll(deploying, ' '));
  return means.find(({ words }) =>
    clauses.some((clause) => words.every((word) => word.test(clause))),
  )?.name;
}

const clauseEnd =
  /[.;,!?](?:\s|$)|:\s(?!\s*(?:none?|n\/a)\b)|\n|\s(?:and|then|but|or|so|as|if|when|where|while|until|unless|because|since|which|that)\s|(?<!:)\s(?=(?:with )?no\b|without\b)/i;

const denial =
  /\b(?:no|not|none|never|nothing|without|neither|nor|cannot|n\/a|unnecessary|un-?needed)\b|n['’]t\b/i;

/** Going back to earlier code: "revert the script" does not run a script, "revert with the script" does. */
const deploying =
  /\b(?:(?:revert|(?:re-?)?deploy|undo|back out)(?:s|ed|ing|ment)?|roll(?:s|ed|ing)?[ -]back|rollback(?! migrations?\b)|roll(?:s|ed|ing)? (?:\S+ ){1,4}back)\b(?! scripts?\b)(?:\s+(?!(?:with|by|using|through|via|from|to|after|before|in)\b)\S+)*/gi;
