/** Lessons in the page: each is taken to its end with its own buttons, and leaving one gives everything back. */

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { encodeLessonLink } from '../src/lessons/lesson-link.ts';
import { bundledLessons } from '../src/lessons/catalogue.ts';
import { readLesson } from '../src/lessons/read-lesson.ts';
import { PlaygroundPage } from './playground-page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

async function openLesson(browserPage: Page, address: string): Promise<PlaygroundPage> {
  const page = new PlaygroundPage(browserPage);
  await browserPage.addInitScript(() =>
    localStorage.setItem('statefulset-playground/settings/1', JSON.stringify({ theme: 'light', speed: 16 })),
  );
  await page.open(address);
  await browserPage.getByTestId('lesson-start').click();
  return page;
}

/** Nothing runs in the terminal that would end by itself: its last line is a prompt. */
async function expectPrompt(page: PlaygroundPage): Promise<void> {
  await expect
    .poll(async () => (await page.terminalText()).trimEnd().split('\n').at(-1) ?? '', { intervals: [40, 80, 150] })
    .toMatch(/^\$$|^\/ #$/);
}

for (const { id } of bundledLessons) {
  test(`the lesson ${id} is taken to its end`, async ({ page: browserPage }) => {
    const read = readLesson(readFileSync(new URL(`../public/lessons/${id}.yaml`, import.meta.url), 'utf8'));
    if ('problems' in read) throw new Error(`${id} cannot be read`);
    // The longest has three times the steps of the others.
    if (read.lesson.steps.length > 10) test.slow();
    const page = await openLesson(browserPage, `./?lesson=${id}`);
    const panel = browserPage.getByTestId('lesson');
    const next = browserPage.getByTestId('lesson-next');
    for (const [index, step] of read.lesson.steps.entries()) {
      await expect(panel).toHaveAttribute('data-position', String(index + 1));
      const goals = browserPage.getByTestId('lesson-goal');
      await expect(goals).toHaveCount(step.goals.length);
      await expect(browserPage.locator('[data-testid="lesson-goal"][data-reached="true"]')).toHaveCount(0);
      if (step.prediction) {
        const commands = browserPage.getByTestId('lesson-command');
        if (step.commands.length > 0) await expect(commands.first()).toBeDisabled();
        const right = step.prediction.choices.findIndex((choice) => choice.right);
        await browserPage.getByTestId('lesson-prediction').getByRole('button').nth(right).click();
      }
      for (const [number, command] of step.commands.entries()) {
        await browserPage.getByTestId('lesson-command').nth(number).click();
        if (command.type === 'line' && command.terminal === 1) await expectPrompt(page);
        if (command.type === 'wait') await expect(browserPage.getByRole('button', { name: /^pause/i })).toBeVisible();
      }
      await expect(next).toHaveText('Next');
      await next.click();
    }
    await expect(browserPage.getByTestId('lesson-end')).toBeVisible();
  });
}

test('leaving a lesson gives back files, cluster and terminal; progress stays', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await page.settle();
  await page.type('echo "# mine" > mine.yaml');
  await expect(browserPage.getByRole('tab', { name: 'mine.yaml' })).toBeVisible();
  await browserPage.getByTestId('lessons').click();
  await browserPage.getByRole('menuitem', { name: /Rolling update/ }).click();
  await browserPage.getByTestId('lesson-start').click();
  await expect(page.pod('web-2')).toBeVisible();
  await expect(page.pod('web-statefulset-0')).toHaveCount(0);
  await browserPage.getByRole('button', { name: 'Leave the lesson' }).click();
  await expect(page.pod('web-statefulset-2')).toBeVisible();
  await expect(page.pod('web-2')).toHaveCount(0);
  await expect(browserPage.getByRole('tab', { name: 'mine.yaml' })).toBeVisible();

  await browserPage.reload();
  await expect(page.pod('web-statefulset-2')).toBeVisible();
  await browserPage.getByTestId('lessons').click();
  await browserPage.getByRole('menuitem', { name: /Rolling update.*step 1/ }).click();
  await expect(browserPage.getByTestId('lesson')).toHaveAttribute('data-position', '1');
  await expect(page.pod('web-2')).toBeVisible();

  await browserPage.getByTestId('lessons').click();
  await browserPage.getByRole('menuitem', { name: 'Forget my progress' }).click();
  await browserPage.reload();
  await browserPage.getByTestId('lessons').click();
  await expect(browserPage.getByRole('menuitem', { name: /Rolling update.*min/ })).toBeVisible();
  await expect(browserPage.getByRole('menuitem', { name: 'Forget my progress' })).toBeDisabled();
});

test('time waits for a prediction, and a wrong one is explained', async ({ page: browserPage }) => {
  const page = await openLesson(browserPage, './?lesson=ordered-start');
  await page.play();
  await expect(browserPage.getByTestId('notices')).toContainText('Answer the question');
  await expect(browserPage.getByRole('button', { name: /^play/i })).toBeVisible();
  await browserPage.getByRole('button', { name: 'All three Pods at once' }).click();
  await expect(browserPage.getByTestId('lesson-prediction')).toContainText('Not so. That is what podManagementPolicy');
  await expect(browserPage.getByRole('button', { name: /^pause/i })).toBeVisible();
});

test('a lesson in a link runs no markup, and a broken one is explained', async ({ page: browserPage }) => {
  const own = `title: Own <b>lesson</b>
summary: x
intro: '<img src=x onerror="document.title=1"> [here](javascript:alert(1)) and **bold**'
steps: [{ title: a, text: b }]
end: c
`;
  await browserPage.goto(`./${encodeLessonLink(own)}`);
  const panel = browserPage.getByTestId('lesson');
  await expect(panel).toContainText('<img src=x onerror="document.title=1"> [here](javascript:alert(1)) and bold');
  expect(await panel.locator('img, a').count()).toBe(0);
  await browserPage.goto('about:blank');
  await browserPage.goto(`./${encodeLessonLink(own.replace('summary', 'sumary'))}`);
  await expect(browserPage.getByTestId('lesson-refused')).toContainText('summary is missing');
  await browserPage.goto('./?lesson=https://example.org/lesson.yaml');
  await expect(browserPage.getByTestId('lesson-refused')).toContainText('from this site only');
});

/** Brings texts to the page as the hand does: files that are dropped on the stage, or a text that is pasted. */
async function bring(page: Page, type: 'drop' | 'paste', texts: Readonly<Record<string, string>>): Promise<void> {
  await page.getByTestId('stage').evaluate(
    (stage, given) => {
      const data = new DataTransfer();
      for (const [name, text] of Object.entries(given.texts)) {
        if (given.type === 'drop') data.items.add(new File([text], name));
        else data.setData('text/plain', text);
      }
      const options = { bubbles: true, cancelable: true };
      stage.dispatchEvent(
        given.type === 'drop'
          ? new DragEvent('drop', { ...options, dataTransfer: data })
          : new ClipboardEvent('paste', { ...options, clipboardData: data }),
      );
    },
    { type, texts },
  );
}

test('files that are dropped or pasted become lessons and files of the editor', async ({ page: browserPage }) => {
  const page = new PlaygroundPage(browserPage);
  await page.open();
  await bring(browserPage, 'drop', { 'a.yaml': 'kind: A\n', 'manifest.yaml': 'kind: B\n' });
  await expect(browserPage.getByRole('tab', { name: 'a.yaml' })).toBeVisible();
  await expect(browserPage.getByRole('tab', { name: 'manifest-2.yaml' })).toHaveAttribute('aria-selected', 'true');
  await bring(browserPage, 'paste', { '': 'title: Own lesson\nsummary: x\nsteps: []\n' });
  await expect(browserPage.getByTestId('lesson-refused')).toContainText('intro is missing');
  await browserPage.keyboard.press('Escape');
  const lesson = 'title: Own lesson\nsummary: x\nintro: z\nsteps: [{ title: a, text: b }]\nend: c\n';
  await bring(browserPage, 'drop', { 'own.yaml': lesson });
  await expect(browserPage.getByTestId('lesson')).toContainText('Own lesson');
  await browserPage.getByRole('button', { name: 'Leave the lesson' }).click();
  await expect(browserPage.getByRole('tab', { name: 'manifest-2.yaml' })).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`a lesson is accessible (${theme}, ${width} pixels)`, async ({ page: browserPage }) => {
      await browserPage.setViewportSize({ width, height: 844 });
      await browserPage.addInitScript(
        (chosen) => localStorage.setItem('statefulset-playground/settings/1', JSON.stringify({ theme: chosen })),
        theme,
      );
      await browserPage.goto('./?lesson=ordered-start');
      await browserPage.getByTestId('lesson-start').click();
      await browserPage.getByRole('button', { name: 'All three Pods at once' }).click();
      if (width === 390)
        await expect(browserPage.getByRole('button', { name: /^Lesson/ })).toContainText(/goals reached/);
      const { violations } = await new AxeBuilder({ page: browserPage }).include('[data-testid="lesson"]').analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    });
  }
}
