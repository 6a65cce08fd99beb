/** Validation of a Pod's device claims. Models pkg/apis/core/validation validatePodResourceClaims. */

import { duplicate, invalid, required, type FieldError } from '../../../api/field-error.ts';
import type { PodResourceClaim } from '../../../api/types.ts';
import { checkDnsLabel, checkDnsSubdomain } from '../checks.ts';
import { internalValue } from '../internal-form.ts';

/** Errors of `resourceClaims`. */
export function checkResourceClaims(claims: readonly PodResourceClaim[], path: string): FieldError[] {
  const names = new Set<string>();
  return claims.flatMap((claim, index) => {
    const at = `${path}[${index}]`;
    const { name, resourceClaimName: direct, resourceClaimTemplateName: template } = claim;
    const errors: FieldError[] = [];
    if (!name) errors.push(required(`${at}.name`));
    else if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    else errors.push(...checkDnsLabel(name, `${at}.name`));
    names.add(name);
    const value = internalValue('PodResourceClaim', claim);
    if (direct !== undefined && template !== undefined) {
      errors.push(
        invalid(at, value, 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified'),
      );
    }
    if (direct === undefined && template === undefined) {
      errors.push(invalid(at, value, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'));
    }
    if (direct !== undefined) errors.push(...checkDnsSubdomain(direct, `${at}.resourceClaimName`));
    if (template !== undefined) errors.push(...checkDnsSubdomain(template, `${at}.resourceClaimTemplateName`));
    return errors;
  });
}
