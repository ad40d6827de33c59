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
 * What a reader sees of a name or an address: full-width and other forms as their plain ones, letters of other
 * scripts as the Latin ones they look like, without what is invisible and without case. Two texts of one skeleton
 * can be taken for each other.
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
