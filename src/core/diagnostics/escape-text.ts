// Control characters, and signs that reorder or hide text, could forge what a terminal shows.
const unsafe =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** Text from commits and files, safe to print: what a terminal would act on is shown as its code. */
export function escapeText(text: string): string {
  return text.replaceAll(
    unsafe,
    (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`,
  );
}
