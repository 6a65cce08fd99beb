/** A text area with line numbers and colours: the editor before Monaco is there, and on small screens. */

import { useRef, type KeyboardEvent, type ReactElement } from 'react';
import type { FileDiagnostic } from '../../session/state.ts';
import { yamlTokens } from '../yaml-tokens.ts';
import { useEditMoves, type EditMove } from './use-edit-moves.ts';
import './light-editor.css';

interface LightEditorProps {
  /** What a screen reader calls it. */
  readonly label?: string;
  readonly text: string;
  readonly diagnostics: readonly FileDiagnostic[];
  /** It can be read and copied. */
  readonly isReadonly?: boolean;
  readonly onChange: (text: string) => void;
  readonly onApply: () => void;
  /** Absent where the browser's own undo is enough. */
  readonly onMove?: EditMove;
}

/** More text than this is shown without colours, so that typing stays quick. */
const maxColoured = 60_000;

function linesWithErrors(text: string, diagnostics: readonly FileDiagnostic[]): ReadonlySet<number> {
  const lines = diagnostics.flatMap(({ range }) => (range ? [text.slice(0, range.start).split('\n').length - 1] : []));
  return new Set(lines);
}

export function LightEditor({
  label = 'Manifest',
  text,
  diagnostics,
  isReadonly = false,
  onChange,
  onApply,
  onMove,
}: LightEditorProps): ReactElement {
  const area = useRef<HTMLTextAreaElement>(null);
  useEditMoves(area, onMove);
  const lines = text.split('\n');
  const marked = linesWithErrors(text, diagnostics);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onApply();
    } else if (event.key === 'Enter') {
      const { selectionStart, value } = event.currentTarget;
      const line = value.slice(value.lastIndexOf('\n', selectionStart - 1) + 1, selectionStart);
      const indent = /^\s*/.exec(line)?.[0] ?? '';
      if (indent === '') return;
      event.preventDefault();
      document.execCommand('insertText', false, `\n${indent}`);
    }
  };
  return (
    <div className="light-editor">
      <div className="light-sheet">
        <div className="light-lines" aria-hidden="true">
          {lines.map((line, index) => (
            <div key={index} className={`light-line${marked.has(index) ? ' has-error' : ''}`}>
              <span className="light-number">{index + 1}</span>
              {text.length > maxColoured
                ? line
                : yamlTokens(line).map((token, place) => (
                    <span key={place} className={`yaml-${token.kind}`}>
                      {token.text}
                    </span>
                  ))}
            </div>
          ))}
        </div>
        <textarea
          ref={area}
          className="light-area"
          aria-label={label}
          value={text}
          readOnly={isReadonly}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          wrap="off"
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
    </div>
  );
}
