// What the build (build.mjs) puts in: the names of files beside this script, words of the pages, and queries as text.
declare const WORKER_SCRIPT: string;
declare const ENGINE_FILE: string;
declare const ENGINE_BYTES: number;

declare module "words:pages" {
  const words: Record<"nl" | "en", Record<string, string>>;
  export default words;
}

declare module "*.rq" {
  const text: string;
  export default text;
}
