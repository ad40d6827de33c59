/** The whole address of a path of an edition; the edition may stand below a path of its own. */
export function siteAddress(edition: string, path: string): string {
  return new URL(edition.replace(/\/+$/, '') + path).href;
}
