/** The address of a path of the site, `/policies/`, below the base under which the site is published. */
export function href(path: string): string {
  return import.meta.env.BASE_URL.replace(/\/$/, '') + path;
}
