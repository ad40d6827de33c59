const form = /^([a-z0-9][a-z0-9-]*)(?:#([a-z0-9][a-z0-9.-]*))?$/;

/** A link from one policy to another: `access-control`, or `incident-response#4.2` for a clause. */
export interface PolicyReference {
  readonly policy: string;
  readonly clause?: string;
}

/** The policy that the target of a Markdown link names, or undefined where it is another kind of link. */
export function parsePolicyReference(url: string): PolicyReference | undefined {
  const [, policy, clause] = form.exec(url) ?? [];
  return policy === undefined ? undefined : { policy, ...(clause !== undefined && { clause }) };
}
