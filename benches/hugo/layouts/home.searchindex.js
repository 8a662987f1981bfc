{{- /* What the search box looks through: title, page, kind, persona, moment and the text. */ -}}
{{- $book := partialCached "playbook.html" "" -}}
self.SEARCH=[
{{- range $book.talks }}
{{ dict "title" (printf "%s: %s" .persona.name .stage.question) "url" (printf "talk/%s.html" .id) "kind" "conversation" "persona" .persona.id "stage" .stage.id "text" .persona.outcome | jsonify }},{{ end }}
{{- range $book.messages }}
{{ dict "title" .headline "url" (printf "message/%s.html" .id) "kind" "message" "persona" (index .personas 0) "stage" .stage "text" .long | jsonify }},{{ end }}
{{- range $book.personas }}
{{ dict "title" .name "url" (printf "persona/%s.html" .id) "kind" "persona" "persona" .id "text" (printf "%s %s" .outcome (delimit .titles " ")) | jsonify }},{{ end }}
{{- range $book.pains }}
{{ dict "title" (humanize .id) "url" (printf "pain/%s.html" .id) "kind" "pain" "text" (printf "%s %s %s" .statement (delimit .words " ") (delimit .questions " ")) | jsonify }},{{ end }}
{{- range $book.claims }}
{{ dict "title" .says "url" (printf "claim/%s.html" .id) "kind" "claim" "text" (delimit .requires_any " ") | jsonify }},{{ end }}
{{- range $book.terms }}
{{ dict "title" .use "url" (printf "terms.html#%s" .use) "kind" "term" "text" (printf "%s %s" (delimit .not " ") .why) | jsonify }},{{ end }}
{{- range $book.stages }}
{{ dict "title" .title "url" (printf "stage/%s.html" .id) "kind" "stage" "stage" .id "text" .question | jsonify }},{{ end }}
];
