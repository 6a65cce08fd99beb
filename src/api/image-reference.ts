/** The form of image references. Models github.com/distribution/reference. */

const domainComponent = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const domain = `(?:${domainComponent}(?:\\.${domainComponent})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const pathComponent = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
/** A reference with a registry: its `name`, `tag` and `digest`. */
export const fullReference = new RegExp(
  `^(?<name>${domain}/${pathComponent}(?:/${pathComponent})*)(?::(?<tag>[\\w][\\w.-]{0,127}))?(?:@(?<digest>${digest}))?$`,
);
const anyReference = new RegExp(
  `^(?:${domain}/)?${pathComponent}(?:/${pathComponent})*(?::[\\w][\\w.-]{0,127})?(?:@${digest})?$`,
);

/** True when the text can name an image. Models ReferenceRegexp. */
export function isImageReference(text: string): boolean {
  return anyReference.test(text);
}
