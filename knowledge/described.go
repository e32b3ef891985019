package knowledge

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/answers"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// Described is what a sentence about a failing call deserves beside the meaning of the
// code in it: what its other words point to, and what to send. Nothing where the text
// only asks what a code means.
func (k *Knowledge) Described(text, code string) []words.Text {
	said := plainWords(text)
	if !describes(said) {
		return nil
	}
	var lines []words.Text
	if hint := k.say(hintOf(said, code), nil); hint != nil {
		lines = append(lines, hint)
	}
	key, product := answers.CaptureNamed(said)
	way := k.say("capture-"+key, rules.Fields{"product": product})
	return append(lines, words.Cat(k.say("described-ask", nil), words.T(" "), way, words.T(".")))
}

// plainWords are the words of a text in small letters, without the marks around them.
func plainWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" \t\n,.;:!?()[]{}\"'`’“”<>|/", r) })
}

// describes tells the report of a happening from a question about a term.
func describes(said []string) bool {
	const few = 4
	return len(said) >= few && !asking[said[0]] && (anyOf(said, happening) || anyOf(said, registering))
}

// MethodOf is the request that a sentence is about where it does not name its method:
// "registration failed with 403" speaks of a REGISTER.
func MethodOf(text string) string {
	if anyOf(plainWords(text), registering) {
		return "REGISTER"
	}
	return ""
}

// hintOf names what the words of a report point to, "" where they do not.
func hintOf(said []string, code string) string {
	switch {
	case (code == "403" || code == "603" || code == "402") && anyOf(said, destinations):
		return "described-destination"
	case (code == "404" || code == "480" || code == "486" || code == "401" || code == "407" || code == "403" || code == "603") && anyOf(said, inbound):
		return "described-inbound"
	}
	return ""
}

func anyOf(said []string, set map[string]bool) bool {
	for _, word := range said {
		if set[word] {
			return true
		}
	}
	return false
}

func setOf(text string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(text) {
		set[word] = true
	}
	return set
}

// The words by which a report is told and read, in the languages that people use here.
var (
	asking = setOf(`what what's whats explain how define meaning difference list show is does do can was bedeutet erkläre erklär que qu'est-ce qué`)

	happening = setOf(`get gets getting got gives receive receives receiving received see sees seeing fail fails failing failed failure
		reject rejects rejected refuse refuses refused drop drops dropped says when whenever since call calls calling dial dials dialing dialling
		customer customers phone phones trunk trunks user users register registration registering outbound inbound we our
		bekommen bekomme bekommt kommt kommen erhalten erhält anruf anrufe anrufen anrufer kunde kunden wir seit wenn fehler
		appel appels client reçoit recevons nous échoue erreur llamada llamadas llamar llamamos cliente recibimos falla fallan
		chamada chamadas ligar ligação ligações recebemos recebe falha erro chiamata chiamate chiamare riceviamo errore bellen krijgen gesprek klant storing`)

	destinations = setOf(`mobile mobiles cell cells cellphone cellphones international internationally abroad overseas premium country countries
		handy handys mobilfunk ausland international auslandsgespräche mobil
		portable portables international étranger móvil móviles internacional internacionales extranjero celular celulares uk germany france spain usa`)

	registering = setOf(`register registers registering registration registrations registered login registrar registrierung anmeldung anmelden
		enregistrement registro registrar`)

	inbound = setOf(`inbound incoming ingress ankommend ankommende ankommenden eingehend eingehende eingehenden entrant entrants entrante entrantes`)
)
