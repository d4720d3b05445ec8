/**
 * `?jsonp=`: the name of a function of the page, around the JSON. Pages of any site may load such an
 * answer as a script, so the name must be one and nothing else: otherwise a link to us would be a
 * way to run a text of somebody's choice.
 */

/** Names that frameworks for web pages make up ("angular.callbacks._0") are much shorter. */
const longestCallback = 128;
const identifier = '[A-Za-z_$][A-Za-z0-9_$]*';
const callback = new RegExp(`^${identifier}(\\.${identifier})*$`);

export const callbackRule = `Invalid 'jsonp': expecting the name of a JavaScript function, like 'callback' or 'app.callbacks._0', of at most ${longestCallback} characters`;

export function isCallbackName(text: string): boolean {
  return text.length <= longestCallback && callback.test(text);
}
