/** The way out of somebody else's page: the playground on its own, as it is here. */

import { useState, type ReactElement } from 'react';
import { loadLateParts } from '../../session/load-late-parts.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session-context.ts';
import { pageView } from '../share/page-view.ts';

/** The page's address with the state of this one, and nothing of how it is embedded. */
function openAlone(link: string): string {
  const address = new URL(link);
  address.search = '';
  return address.href;
}

/** A link like others – it can be copied, and opened where one likes – whose address is made when it is reached for. */
export function OpenInPlayground(): ReactElement {
  const session = useSession();
  const [address, setAddress] = useState('./');
  const prepare = (): void =>
    void loadLateParts().then(() => setAddress(openAlone(session.shareLink(window.location.href, pageView()))));
  return (
    <a
      className="embed-open"
      href={address}
      target="_blank"
      rel="noopener"
      title="Open in playground"
      onPointerEnter={prepare}
      onPointerDown={prepare}
      onFocus={prepare}
      onKeyDown={prepare}
    >
      <span className="embed-open-text">Open in playground</span>
      <Icon name="external" size={14} />
    </a>
  );
}
