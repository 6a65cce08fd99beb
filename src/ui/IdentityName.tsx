/** The name of a Pod. Where room is short, its middle gives way: the ordinal, or what was generated, tells it apart. */

import type { ReactElement } from 'react';
import './identity-name.css';

interface IdentityNameProps {
  readonly name: string;
  /** What follows the name and gives way first: `.nginx`. */
  readonly suffix?: string;
}

export function IdentityName({ name, suffix }: IdentityNameProps): ReactElement {
  const tail = /-(?:\d+|[a-z0-9]{5,10})$/.exec(name)?.[0] ?? '';
  const head = name.slice(0, name.length - tail.length);
  return (
    <span className="identity-name">
      <span className={head.length > 3 ? 'identity-head' : 'identity-head is-short'}>{head}</span>
      <span>{tail}</span>
      {suffix ? <span className="identity-suffix">{suffix}</span> : null}
    </span>
  );
}
