/** How Leases are printed. Models printers.go printLease. */

import type { Lease } from '../../api/types.ts';
import type { TableColumn } from './columns.ts';
import { ageColumn, nameColumn } from './common-columns.ts';

export const leaseColumns: readonly TableColumn<Lease>[] = [
  nameColumn,
  {
    name: 'Holder',
    type: 'string',
    description:
      'holderIdentity contains the identity of the holder of a current lease. If Coordinated Leader Election is used, the holder identity must be equal to the elected LeaseCandidate.metadata.name field.',
    cell: ({ spec }) => spec.holderIdentity ?? '',
  },
  ageColumn,
];
