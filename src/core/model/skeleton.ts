/** Letters of other scripts that look like a Latin one, in pairs. */
const lookAlikes =
  'АAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXҮYԌGԚQԜWаaвbеeѕsіiјjкkмmнhоoрpсcтtуyхxһhԁdԛqԝwӏlүyгr' +
  'ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXαaβbγyηnιiκkνvοoρpσoτtυuχxωwϲcϳj' +
  'ıiȷjɑaɡgʏyɪiꓐBꓑPꓓDꓔTꓖGꓗKꓙJꓚCꓛCꓜZꓝFꓟMꓠNꓡLꓢSꓣRꓦVꓧHꓪWꓫXꓬYꓮAꓰEꓲIꓳOꓴU';
const letters = Array.from(lookAlikes);
const plainLetters = new Map(
  letters.flatMap((letter, index) => (index % 2 === 0 ? [[letter, letters[index + 1] ?? '']] : [])),
);

/**
 * The form of a name or an address in which texts that look alike are equal ("skeleton" in Unicode TS 39). It has no
 * invisible letters and no capitals. Full-width letters and letters of other scripts are the Latin ones they look like.
 */
export function skeletonOf(text: string): string {
  // Most text is plain already.
  if (/^[\x20-\x7e]*$/.test(text)) return text.trim().toLowerCase();
  const plain = text.normalize('NFKC').replaceAll(/\p{Default_Ignorable_Code_Point}|\p{Cf}/gu, '');
  return Array.from(plain)
    .map((letter) => plainLetters.get(letter) ?? letter)
    .join('')
    .trim()
    .toLowerCase();
}
