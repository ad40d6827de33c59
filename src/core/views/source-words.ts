import type { Sourced } from '../model/change-record.ts';

type Source = Pick<Sourced<unknown>, 'source' | 'line' | 'file'>;

const words = {
  message: 'from the commit message',
  graph: "from git's graph",
  export: "from the forge's record",
  signature: 'from a signature',
  deployments: "from the pipeline's file",
  'follow-up': 'from a record in the book',
} as const;

/** Where a value was read: "from the commit message, line 7", "from a record in the book, content/changes/x.mdx". */
export function sourceInWords({ source, line, file }: Source): string {
  const place = file ?? (line === undefined ? undefined : `line ${line}`);
  return place === undefined ? words[source] : `${words[source]}, ${place}`;
}
