/** Where the page takes its parts from: URIs as the webview may load them. */
export type PageParts = { readonly scriptUri: string; readonly styleUri: string; readonly cspSource: string };

/** The page that the drawing appears in. Nothing but our own files may be loaded or run. */
export function pageHtml({ scriptUri, styleUri, cspSource }: PageParts): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${cspSource}; style-src ${cspSource} 'unsafe-inline'">
<link rel="stylesheet" href="${styleUri}">
<title>Cache lines</title>
</head>
<body>
<div id="root"></div>
<script src="${scriptUri}"></script>
</body>
</html>
`;
}
