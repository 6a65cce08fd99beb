/** The documents of a text that is being edited: for what is said of it before it is applied, at every rest of the hands. */

import { parseAllDocuments, type Document } from 'yaml';

const maxDocuments = 200;
/** Keys, items and brackets. Reading more of them holds up the page. */
const maxParts = 8000;
const part = /[[{,]|[:?-](?=\s)/g;

/** Documents may have errors. `large`: too much to read while somebody types. */
export function manifestDocuments(text: string): readonly Document[] | 'large' {
  let parts = 0;
  part.lastIndex = 0;
  while (part.test(text)) if (++parts > maxParts) return 'large';
  try {
    // Comparing each key with all others takes too long; that they are unique is checked when it is applied.
    const documents = parseAllDocuments(text, { logLevel: 'silent', prettyErrors: false, uniqueKeys: false });
    if (!Array.isArray(documents)) return [];
    return documents.length > maxDocuments ? 'large' : documents;
  } catch (error) {
    // Nested deeper than the stack.
    if (error instanceof RangeError) return 'large';
    throw error;
  }
}
