/** What is said of a taken-over cluster: what was left out, what had to be changed, what had to be assumed. */

export interface ImportNote {
  readonly type: 'left out' | 'changed' | 'assumed';
  /** A sentence. */
  readonly text: string;
}

/** Collects notes; what is said of many objects becomes one sentence with their names. */
export class ImportNotes {
  readonly #about = new Map<
    string,
    { readonly type: ImportNote['type']; readonly names: string[]; readonly text: string }
  >();

  /** `text` goes on after the names: `… is not simulated`. */
  add(type: ImportNote['type'], name: string, text: string): void {
    const key = `${type}\n${text}`;
    const known = this.#about.get(key);
    if (known) known.names.push(name);
    else this.#about.set(key, { type, names: [name], text });
  }

  list(): readonly ImportNote[] {
    return [...this.#about.values()].map(({ type, names, text }) => {
      const shown = names.slice(0, 5).join(', ');
      const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
      return { type, text: `${shown}${more}: ${text}` };
    });
  }
}
