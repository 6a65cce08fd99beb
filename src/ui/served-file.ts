/** Reads files that are served beside the page: manifests and lessons. */

/** The text of a file; undefined when it cannot be read. */
export async function readServed(folder: 'examples' | 'lessons', file: string): Promise<string | undefined> {
  return readAddress(new URL(`${folder}/${file}`, document.baseURI));
}

/** Many servers answer with their page whatever is asked for: a page is neither manifest nor lesson. */
const isPage = (response: Response): boolean => /^text\/html\b/.test(response.headers.get('Content-Type') ?? '');

export async function readAddress(address: URL): Promise<string | undefined> {
  try {
    const response = await fetch(address);
    return response.ok && !isPage(response) ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}

export const loadExample = (file: string): Promise<string | undefined> => readServed('examples', file);
