/** What a visitor does with the page and sees on it, by accessible names and test ids. */

import { expect, type Locator, type Page } from '@playwright/test';

export interface PodOnStage {
  readonly name: string;
  readonly state: string;
  readonly ready: boolean;
  readonly revision: string;
}

export class PlaygroundPage {
  readonly page: Page;
  readonly stage: Locator;
  readonly headline: Locator;
  readonly terminal: Locator;

  constructor(page: Page) {
    this.page = page;
    this.stage = page.getByTestId('stage');
    this.headline = page.getByTestId('headline');
    this.terminal = page.getByTestId('terminal');
  }

  /** Opens the page (with a fragment or query) and waits for the stage. Errors of the page fail the test, and so does whatever its policy forbids. */
  async open(address = './'): Promise<void> {
    this.page.on('pageerror', (error) => {
      throw error;
    });
    await this.page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
        console.error(`Content Security Policy: ${violatedDirective} ${blockedURI} ${sourceFile}`);
      });
    });
    // Workers have no events for it, but a message of the browser in these words, too.
    this.page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) throw new Error(message.text());
    });
    await this.page.goto(address);
    await expect(this.stage).toBeVisible();
  }

  pod(name: string): Locator {
    return this.page.getByTestId(`pod-${name}`);
  }

  claim(name: string): Locator {
    return this.page.getByTestId(`claim-${name}`);
  }

  dns(host: string): Locator {
    return this.page.getByTestId(`dns-${host}`);
  }

  async expectReady(...pods: readonly string[]): Promise<void> {
    for (const name of pods) await expect(this.pod(name)).toHaveAttribute('data-ready', 'true');
  }

  /** Runs until settled, and waits until it has: large clusters and slow machines take several frames. */
  async settle(): Promise<void> {
    await this.page.getByRole('button', { name: /run until settled/i }).click();
    await expect(this.page.getByRole('group', { name: 'Time', exact: true })).toHaveAttribute('aria-busy', 'false');
  }

  async play(): Promise<void> {
    await this.page.getByRole('button', { name: /^play/i }).click();
  }

  async pause(): Promise<void> {
    const pause = this.page.getByRole('button', { name: /^pause/i });
    if (await pause.isVisible()) await pause.click();
  }

  async step(): Promise<void> {
    await this.page.getByRole('button', { name: 'Step', exact: true }).click();
  }

  /** All Pods on the stage at this moment, by name. */
  async pods(): Promise<readonly PodOnStage[]> {
    const pods = await this.stage.locator('[data-testid^="pod-"]').evaluateAll((elements) =>
      elements.map((element) => ({
        name: element.getAttribute('data-testid')!.slice('pod-'.length),
        state: element.getAttribute('data-state') ?? '',
        ready: element.getAttribute('data-ready') === 'true',
        revision: element.getAttribute('data-revision') ?? '',
      })),
    );
    return pods.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Steps through what happens, looking at the Pods after each step, until `isDone` or `most` steps. */
  async stepUntil(
    isDone: (pods: readonly PodOnStage[]) => boolean,
    look: (pods: readonly PodOnStage[]) => void,
    most = 150,
  ): Promise<void> {
    for (let steps = 0; steps < most; steps++) {
      const pods = await this.pods();
      look(pods);
      if (isDone(pods)) return;
      await this.step();
    }
    throw new Error(`not done after ${most} steps: ${JSON.stringify(await this.pods())}`);
  }

  async openTab(name: 'Timeline' | 'Terminal' | 'Events' | 'DNS'): Promise<void> {
    await this.page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
  }

  /** Types a line into the terminal. */
  async type(line: string): Promise<void> {
    await this.openTab('Terminal');
    await this.terminal.locator('textarea').focus();
    await this.page.keyboard.insertText(line);
    await this.page.keyboard.press('Enter');
  }

  /** Brings the terminal to the front, at any width. */
  async showTerminal(): Promise<void> {
    await this.page
      .getByRole('tab', { name: /^Terminal/ })
      .or(this.page.getByRole('button', { name: 'Terminal', exact: true }))
      .click();
  }

  /** Brings another view to the front: where there is room for both, that of the lower panel. */
  async showStage(): Promise<void> {
    await this.page
      .getByRole('tab', { name: /^Timeline/ })
      .or(this.page.getByRole('button', { name: 'Stage', exact: true }))
      .click();
  }

  async focusTerminal(): Promise<void> {
    await this.terminal.locator('.terminal-view:not([hidden]) textarea').focus();
  }

  /** The visible lines of the terminal, or of one of several. */
  async terminalText(terminal: Locator = this.terminal): Promise<string> {
    const rows = await terminal.locator('.xterm-rows:visible > div').allTextContents();
    return rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd()).join('\n');
  }

  async expectTerminal(text: string | RegExp): Promise<void> {
    if (typeof text === 'string') await expect.poll(() => this.terminalText()).toContain(text);
    else await expect.poll(() => this.terminalText()).toMatch(text);
  }

  /** Replaces the text of the manifest editor by pasting, as people do. */
  async edit(text: string): Promise<void> {
    await this.page.getByTestId('editor').locator('.monaco-editor, textarea').first().click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.page.keyboard.press('ControlOrMeta+V');
  }

  async apply(): Promise<void> {
    await this.page.getByTestId('apply').click();
  }
}
