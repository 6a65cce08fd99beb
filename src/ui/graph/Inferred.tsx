/** Marks what was not told but read off the objects of a real cluster. */

import type { ReactElement } from 'react';

const hint =
  'Read off conditions, statuses and events: the controllers of a real cluster do not tell what they decide.';

export function Inferred(): ReactElement {
  return (
    <span className="inferred" title={hint}>
      inferred<span className="visually-hidden">: {hint}</span>
    </span>
  );
}
