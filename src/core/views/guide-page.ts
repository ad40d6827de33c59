/**
 * The address of a page of the guide below `/help/`, from the name of its file without the ending; `undefined` for the
 * page that `/help/` itself shows.
 */
export function guidePage(name: string): string | undefined {
  return name === 'change-records' ? undefined : name;
}
