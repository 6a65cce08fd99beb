import { describe, expect, it } from 'vitest';
import { recallKeptDrafts, type SafeStorage } from './persistence.ts';
import { createSession } from './session.ts';
import type { Session } from './session-contract.ts';
import { tabDrafts } from './tab-drafts.ts';

class MemoryStorage implements SafeStorage {
  readonly #items = new Map<string, string>();
  getItem = (key: string): string | null => this.#items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.#items.set(key, value);
}

/** A browser with tabs, of which each has a storage of its own. */
class Browser {
  readonly shared = new MemoryStorage();
  warnings = 0;

  open(own: SafeStorage, tab: string): Session {
    const storage = tabDrafts({ shared: this.shared, own, tab, onKept: () => this.warnings++ });
    return createSession({ storage });
  }

  get kept(): readonly string[] {
    return recallKeptDrafts(this.shared).map(([file]) => file!.text);
  }
}

const textOf = (session: Session): string => session.store.getState().files[0]!.text;

describe('drafts of several tabs', () => {
  it('are their own after a reload, and the last one that was written opens in a new tab', () => {
    const browser = new Browser();
    const [first, second] = [new MemoryStorage(), new MemoryStorage()];
    browser.open(first, '1').setText('manifest.yaml', 'of the first');
    browser.open(second, '2').setText('manifest.yaml', 'of the second');
    expect(textOf(browser.open(first, '1a'))).toBe('of the first');
    expect(textOf(browser.open(second, '2a'))).toBe('of the second');
    expect(textOf(browser.open(new MemoryStorage(), '3'))).toBe('of the second');
  });

  it('are kept when another tab writes over them, the last text of each', () => {
    const browser = new Browser();
    const [first, second] = [new MemoryStorage(), new MemoryStorage()];
    const one = browser.open(first, '1');
    const two = browser.open(second, '2');
    one.setText('manifest.yaml', 'one');
    for (const text of ['two', 'two more', 'two at last']) {
      two.setText('manifest.yaml', text);
      one.setText('manifest.yaml', `${textOf(one)} and on`);
    }
    expect(browser.kept).toEqual(['two at last', 'one and on and on']);
    expect(browser.warnings).toBe(2);
    one.backToDraft();
    expect(textOf(one)).toBe('two at last');
    expect(one.undoEdit('manifest.yaml')).toBeDefined();
    expect(textOf(one)).toBe('one and on and on and on');
  });

  it('are no matter to a tab alone, also after a reload', () => {
    const browser = new Browser();
    const own = new MemoryStorage();
    browser.open(own, '1').setText('manifest.yaml', 'a');
    browser.open(own, '2').setText('manifest.yaml', 'b');
    browser.open(new MemoryStorage(), '3').setText('manifest.yaml', 'c');
    expect(browser.kept).toEqual([]);
    // It was loaded again after another tab had written.
    browser.open(own, '4').setText('manifest.yaml', 'd');
    expect(browser.kept).toEqual(['c']);
  });

  it('are undone after a reload that comes right behind an edit', () => {
    const browser = new Browser();
    const own = new MemoryStorage();
    const before = browser.open(own, '1');
    const example = textOf(before);
    before.setText('manifest.yaml', 'one');
    before.setText('manifest.yaml', 'one more thing');
    before.setText('manifest.yaml', 'something else');
    const after = browser.open(own, '2');
    expect(textOf(after)).toBe('something else');
    after.undoEdit('manifest.yaml');
    // The reload came before the second edit was stored: it is one step with the third.
    expect(textOf(after)).toBe('one');
    after.undoEdit('manifest.yaml');
    expect(textOf(after)).toBe(example);
    after.redoEdit('manifest.yaml');
    after.redoEdit('manifest.yaml');
    expect(textOf(after)).toBe('something else');
    expect(after.redoEdit('manifest.yaml')).toBeUndefined();
  });
});
