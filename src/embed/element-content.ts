/** What a `<statefulset-playground>` is to show: its attributes, and the YAML inside it. */

import type { FrameOptions } from './frame-address.ts';
import type { PlaygroundContent } from './protocol.ts';

const yamlScripts = 'script[type="text/yaml"], script[type="application/yaml"], script[type="text/x-yaml"]';
const noWords: readonly (string | null)[] = ['0', 'false', 'no', 'off'];

/** Whether an attribute is there and not switched off in words. */
export function isOn(element: Element, name: string): boolean {
  return element.hasAttribute(name) && !noWords.includes(element.getAttribute(name));
}

/** Throws when the file that `src` names cannot be read. */
export async function contentOf(element: Element): Promise<PlaygroundContent> {
  const attribute = (name: string): string | undefined => element.getAttribute(name)?.trim() || undefined;
  const src = attribute('src');
  const own = src === undefined ? yamlInside(element) : [await fetchText(src)];
  const given = element.getAttribute('manifest');
  const manifest = given ? [given, ...own] : own;
  const [link, scenario] = [attribute('link'), attribute('scenario')];
  const run = linesOf(element.getAttribute('run') ?? '');
  return {
    ...(link === undefined ? {} : { link }),
    ...(scenario === undefined ? {} : { scenario }),
    ...(manifest.length > 0 ? { manifest } : {}),
    ...(run.length > 0 ? { run } : {}),
  };
}

export function frameOptionsOf(element: Element, theme: string): FrameOptions {
  const attribute = (name: string): string | undefined => element.getAttribute(name)?.trim() || undefined;
  return {
    panes: attribute('panes'),
    theme,
    readonly: isOn(element, 'readonly'),
    autoplay: !element.hasAttribute('autoplay') || isOn(element, 'autoplay'),
    t: attribute('t'),
    speed: attribute('speed'),
    nodes: attribute('nodes'),
    seed: attribute('seed'),
    lesson: attribute('lesson'),
  };
}

async function fetchText(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} could not be read: ${response.status} ${response.statusText}`.trim());
  return response.text();
}

/** Each script, else all text, as one file of its own. */
function yamlInside(element: Element): readonly string[] {
  const scripts = [...element.querySelectorAll(yamlScripts)];
  const texts = (scripts.length > 0 ? scripts : [element]).map(({ textContent }) => dedent(textContent ?? ''));
  return texts.filter((text) => text.trim() !== '');
}

/** Without the indentation that all lines share: HTML is indented as it likes. */
export function dedent(text: string): string {
  const lines = text
    .replace(/^(?:[ \t]*\r?\n)+/, '')
    .trimEnd()
    .split(/\r?\n/);
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0].length);
  const shared = Math.min(...indents);
  return indents.length === 0 ? '' : `${lines.map((line) => line.slice(shared)).join('\n')}\n`;
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
