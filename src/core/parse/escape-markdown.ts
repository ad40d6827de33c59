/** Plain text as Markdown and MDX that read the same within a line. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>|]/g, String.raw`\$&`);
}
