/** All pictograms, for parts that no first load holds. */

import type { ReactElement } from 'react';
import { firstPaths, Pictogram } from './icons.tsx';

const paths = {
  ...firstPaths,
  chevron: 'M4.2 5.6 8 9.4l3.8-3.8 1 1L8 11.4 3.2 6.6z',
  copy: 'M5.5 2H13v8.5h-2V13H3V4.5h2.5zm1.4 1.4v1.1H11v4.6h.6V3.4zM4.4 5.9v5.7h5.2V5.9z',
  sun: 'M8 5a3 3 0 110 6 3 3 0 010-6zM7.3 1h1.4v2.4H7.3zm0 11.6h1.4V15H7.3zM1 7.3h2.4v1.4H1zm11.6 0H15v1.4h-2.4zM2.6 3.6l1-1 1.7 1.7-1 1zm8.1 8.1 1-1 1.7 1.7-1 1zm1-8.1 1.7 1 -1.7 1.7-1-1zM2.6 12.4l1.7-1.7 1 1-1.7 1.7z',
  moon: 'M13.4 9.9A6 6 0 016.1 2.6 6 6 0 108 14a6 6 0 005.4-4.1z',
  auto: 'M8 2a6 6 0 110 12A6 6 0 018 2zm0 1.4v9.2a4.6 4.6 0 000-9.2z',
  terminal:
    'M1.5 2.5h13v11h-13zm1.4 1.4v8.2h10.200V3.900zM4.300 5.300 7 8l-2.700 2.700-.9-.9L5.200 8 3.400 6.200zM7.500 9.800h4v1.200h-4z',
  search:
    'M6.800 2a4.800 4.800 0 013.800 7.700l3.300 3.300-1 1-3.300-3.300A4.800 4.800 0 116.800 2zm0 1.400a3.400 3.400 0 100 6.800 3.400 3.400 0 000-6.800z',
  edit: 'M10.700 2 14 5.300 5.600 13.700 2 14l.3-3.600zm0 2L3.700 11l-.1 1.400 1.400-.1 7-7z',
  undo: 'M6.2 2.600 2.400 6.400l3.800 3.800V7.200h3.300a2.700 2.700 0 010 5.400H6v1.400h3.500a4.100 4.100 0 000-8.200H6.200z',
  redo: 'M9.800 2.600l3.800 3.800-3.800 3.800V7.200H6.500a2.700 2.700 0 000 5.400H10v1.400H6.500a4.100 4.100 0 010-8.200h3.300z',
  check: 'M6.4 11.800 2.8 8.200l1-1 2.600 2.600 5.800-5.800 1 1z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size }: { readonly name: IconName; readonly size?: number }): ReactElement {
  return <Pictogram path={paths[name]} size={size} />;
}
