/** Monaco, as slim as this page needs it, with YAML and the Kubernetes schema. Loaded when editing is about to start. */

import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/editor/browser/coreCommands';
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/caretOperations/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/format/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/smartSelect/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/features/suggest/register';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/wordOperations/register';
import 'monaco-editor/languages/definitions/yaml/register';
import { configureMonacoYaml } from 'monaco-yaml';
import { structure } from '../../api/schema/structure.ts';
import { manifestSchema } from './json-schema.ts';

export { monaco };

/** In a file of its own, which `kubectl explain` loads as well. */
const { default: descriptions } = await import('../../api/schema/descriptions.json');

interface OldWorkerOptions {
  readonly createData?: unknown;
  readonly host?: Record<string, () => unknown>;
  readonly keepIdleModels?: boolean;
}

/** monaco-yaml still asks for workers by module name; Monaco wants the worker itself, and its first message is ours. */
function createYamlWorker({
  createData,
  host,
  keepIdleModels = false,
}: OldWorkerOptions): monaco.editor.MonacoWebWorker<object> {
  const worker = new Worker(new URL('./yaml.worker.ts', import.meta.url), { type: 'module' });
  worker.postMessage('ignore', []);
  worker.postMessage(createData, []);
  return monaco.editor.createWebWorker({ worker: Promise.resolve(worker), keepIdleModels, ...(host ? { host } : {}) });
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Six hexadecimal digits, as Monaco wants its colours. */
function color(name: string): string {
  const value = token(name);
  return /^#[\da-f]{3}$/i.test(value) ? `#${value.slice(1).replaceAll(/./g, '$&$&')}` : value;
}

/** Defines the editor's theme from the page's tokens, which are those of the theme in force. */
export function defineTheme(theme: 'light' | 'dark'): string {
  const rule = (name: string, variable: string): monaco.editor.ITokenThemeRule => ({
    token: name,
    foreground: color(variable).slice(1),
  });
  const name = `playground-${theme}`;
  monaco.editor.defineTheme(name, {
    base: theme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      rule('type', '--syntax-key'),
      rule('string', '--syntax-string'),
      rule('string.yaml', '--syntax-string'),
      rule('number', '--syntax-number'),
      rule('keyword', '--syntax-number'),
      rule('comment', '--syntax-comment'),
    ],
    colors: {
      'editor.background': color('--surface'),
      'editor.foreground': color('--ink'),
      'editorLineNumber.foreground': color('--ink-2'),
      'editorLineNumber.activeForeground': color('--ink'),
      'editor.lineHighlightBackground': color('--surface-2'),
      'editor.lineHighlightBorder': '#00000000',
      'editorWidget.background': color('--surface'),
      'editorWidget.border': color('--line-strong'),
      'editorHoverWidget.background': color('--surface'),
      'editorHoverWidget.border': color('--line-strong'),
      'editorSuggestWidget.background': color('--surface'),
      'editorSuggestWidget.border': color('--line-strong'),
      'editorSuggestWidget.selectedBackground': color('--accent-soft'),
      'editorSuggestWidget.selectedForeground': color('--ink'),
      'editorSuggestWidget.highlightForeground': color('--accent'),
      'editorSuggestWidget.focusHighlightForeground': color('--accent'),
      focusBorder: '#00000000',
    },
  });
  return name;
}

self.MonacoEnvironment = {
  getWorker: () => new Worker(new URL('./editor.worker.ts', import.meta.url), { type: 'module' }),
};

const editor = Object.assign(Object.create(monaco.editor) as object, monaco.editor, {
  createWebWorker: createYamlWorker,
});
configureMonacoYaml({ ...monaco, editor } as unknown as Parameters<typeof configureMonacoYaml>[0], {
  enableSchemaRequest: false,
  isKubernetes: true,
  format: { enable: true },
  schemas: [
    {
      uri: 'https://statefulset.playground/manifest.json',
      fileMatch: ['**/*'],
      schema: manifestSchema(structure, descriptions),
    },
  ],
});

const emptyLine = /^\s*(?:#.*|---\s*)?$/;

// A file without a document is no mistake: kubectl passes over it as well.
monaco.editor.onDidChangeMarkers((addresses) => {
  for (const resource of addresses) {
    const model = monaco.editor.getModel(resource);
    const owner = 'yaml';
    if (!model || monaco.editor.getModelMarkers({ resource, owner }).length === 0) continue;
    if (model.getLinesContent().every((line) => emptyLine.test(line))) monaco.editor.setModelMarkers(model, owner, []);
  }
});
