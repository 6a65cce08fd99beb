/** What commands say when `--local` cannot be had. Apart from the planning of visits, which every page loads. */

/** Models LocalResourceError of cli-runtime. */
export const localResource = `you must specify resources by --filename when --local is set.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'`;

/** Of both at once. */
export const localAndServer = 'cannot specify --local and --dry-run=server - did you mean --dry-run=client?';
