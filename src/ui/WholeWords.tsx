/** A text whose names and flags are broken only where a line is too short for one of them. */

import { Fragment, type ReactElement } from 'react';
import './whole-words.css';

/** Where a line may end inside of a long name: `node.kubernetes.io/` `unreachable:` `NoSchedule`. */
const parts = /(?<=[/:])(?=\w)/;

export function WholeWords({ text }: { readonly text: string }): ReactElement {
  return (
    <>
      {text.split(/( )/).map((word, index) =>
        /[-/:]/.test(word) ? (
          <span key={index} className="whole-word">
            {word.split(parts).map((part, place) => (
              <Fragment key={place}>
                {place > 0 ? <wbr /> : null}
                {part}
              </Fragment>
            ))}
          </span>
        ) : (
          word
        ),
      )}
    </>
  );
}
