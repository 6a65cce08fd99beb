/** The worker that validates, completes and explains YAML. */
import 'monaco-yaml/yaml.worker.js';
