import Internal from './Internal.astro';
import Note from './Note.astro';

/** What the author of a policy may use in its text. */
export const policyComponents = { Internal, Note };
