/** Monaco's own worker: diffs, word search. */
import 'monaco-editor/editor/editor.worker';
