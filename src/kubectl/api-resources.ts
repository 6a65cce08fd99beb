/** What names and short names of resources mean: the table that the API server serves as discovery. */

export { apiResourceByKind, apiResources, isSimulated, type ApiResource } from '../api/api-resources.ts';
