/** Keeps a failure of one part of the page from taking the rest along, and says what can be done. */

import { Component, type ReactElement, type ReactNode } from 'react';
import './error-boundary.css';

interface ErrorBoundaryProps {
  /** `The inspector`, at the beginning of a sentence. */
  readonly part: string;
  /** What can stand in the place of the part; by default a message. */
  readonly fallback?: ReactNode;
  /** Another one begins anew. */
  readonly subject?: string | undefined;
  /** Of a part that was opened: closes it. */
  readonly onClose?: () => void;
  /** The part lies over the others, and so does the message. */
  readonly isOver?: boolean;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly failure: Error | undefined;
  readonly subject: string | undefined;
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failure: undefined, subject: this.props.subject };

  static getDerivedStateFromError(thrown: unknown): Partial<ErrorBoundaryState> {
    return { failure: toError(thrown) };
  }

  static getDerivedStateFromProps(
    { subject }: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): Partial<ErrorBoundaryState> | null {
    return subject === state.subject ? null : { failure: undefined, subject };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    const { part, fallback, onClose, isOver = false, children } = this.props;
    if (!failure) return children;
    if (fallback !== undefined) return fallback;
    const retry = (): void => this.setState({ failure: undefined });
    const close = onClose && ((): void => (onClose(), retry()));
    return <Failure part={part} failure={failure} onRetry={retry} onClose={close} isOver={isOver} />;
  }
}

interface FailureProps {
  readonly part: string;
  readonly failure: Error;
  readonly onRetry: () => void;
  readonly onClose: (() => void) | undefined;
  readonly isOver: boolean;
}

/** What could not be loaded stays so until the page is. */
const isOfLoading = ({ message }: Error): boolean => /dynamically imported|preload|module script/i.test(message);

function Failure({ part, failure, onRetry, onClose, isOver }: FailureProps): ReactElement {
  const isMissing = isOfLoading(failure);
  // In the page of others nothing is stored, so nothing outlives a reload.
  const kept = new URLSearchParams(window.location.search).get('embed') === '1' ? '' : ' Your files are kept.';
  return (
    <div className={`failure${isOver ? ' failure-over' : ''}`} role="alert" data-testid="failure">
      <h2>{part} cannot be shown</h2>
      <p>
        {isMissing
          ? 'A part of the page did not come over the network.'
          : 'That is a fault of this page, not of your manifest.'}
        {kept}
      </p>
      <div className="failure-actions">
        {isMissing ? null : (
          <button type="button" className="button primary" onClick={onRetry}>
            Try again
          </button>
        )}
        <button
          type="button"
          className={`button ${isMissing ? 'primary' : 'outlined'}`}
          onClick={() => window.location.reload()}
        >
          Reload the page
        </button>
        {onClose ? (
          <button type="button" className="button outlined" onClick={onClose}>
            Close
          </button>
        ) : null}
      </div>
      <pre>{failure.message}</pre>
    </div>
  );
}
