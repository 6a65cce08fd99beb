/** What a visitor does with the page and sees on it, by accessible names and test ids. */

import { expect, type Locator, type Page } from '@playwright/test';

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

  /** Opens the page (with a fragment or query) and waits for the stage. Errors of the page fail the test. */
  async open(address = './'): Promise<void> {
    this.page.on('pageerror', (error) => {
      throw error;
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

  async settle(): Promise<void> {
    await this.page.getByRole('button', { name: /run until settled/i }).click();
  }

  async play(): Promise<void> {
    await this.page.getByRole('button', { name: /^play/i }).click();
  }

  async pause(): Promise<void> {
    const pause = this.page.getByRole('button', { name: /^pause/i });
    if (await pause.isVisible()) await pause.click();
  }

  async step(): Promise<void> {
    await this.page.getByRole('button', { name: /^step to the next/i }).click();
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

  /** What the terminal shows, with lines joined where the screen wrapped them. */
  async terminalText(): Promise<string> {
    return this.terminal.evaluate((element) => element.getAttribute('data-text') ?? element.textContent ?? '');
  }

  async expectTerminal(text: string | RegExp): Promise<void> {
    if (typeof text === 'string') await expect.poll(() => this.terminalText()).toContain(text);
    else await expect.poll(() => this.terminalText()).toMatch(text);
  }

  /** Replaces the text of the manifest editor. */
  async edit(text: string): Promise<void> {
    await this.page.getByTestId('editor').locator('.monaco-editor, textarea').first().click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.insertText(text);
  }

  async apply(): Promise<void> {
    await this.page.getByTestId('apply').click();
  }
}
