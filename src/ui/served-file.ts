/** Reads files that are served beside the page: manifests and lessons. */

/** The text of a file; undefined when it cannot be read. */
export async function readServed(folder: 'examples' | 'lessons', file: string): Promise<string | undefined> {
  return readAddress(new URL(`${folder}/${file}`, document.baseURI));
}

export async function readAddress(address: URL): Promise<string | undefined> {
  try {
    const response = await fetch(address);
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}

export const loadExample = (file: string): Promise<string | undefined> => readServed('examples', file);
