package network

// ProviderEntry is what a provider means by one of its own codes or phrases.
type ProviderEntry struct {
	Provider, Key string
	Sense         string
}

func (n *Network) providerSays(Wording, place) *ProviderEntry { return nil }
